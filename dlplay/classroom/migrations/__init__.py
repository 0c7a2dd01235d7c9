"""How the tables come to be, and change, by Alembic; `dlplay.classroom.store` sees to it at first use."""
