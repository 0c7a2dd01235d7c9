"""The views of the neuron page."""
