"""The room between the topics and the screen: the only part of `dlplay` that knows Streamlit."""
