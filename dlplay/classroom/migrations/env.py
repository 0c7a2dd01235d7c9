"""How Alembic reaches the database: by the connection that the store hands over, in its transaction."""

from alembic import context

from dlplay.classroom.store_tables import TABLES

context.configure(connection=context.config.attributes["connection"], target_metadata=TABLES)
with context.begin_transaction():
    context.run_migrations()
