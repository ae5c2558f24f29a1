"""The backend that ``settings.DATABASES`` names; Django looks for it in a module called ``base``."""

import select

from django.db.backends.postgresql import base
from psycopg.pq import ConnStatus


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection kept between requests, with a health check that costs no round trip."""

    def init_connection_state(self) -> None:
        """Have no statement compiled: ours are short, and what a wrong guess of their cost takes is long."""
        super().init_connection_state()
        with self.connection.cursor() as cursor:
            cursor.execute("SET jit = off")
        if not self.get_autocommit():
            self.connection.commit()

    def is_usable(self) -> bool:
        """Tell whether the server still holds its end.

        A server that went away has closed it, and a closed end can be read from. Whatever else
        can be read from an idle connection is rare enough to ask the server itself.
        """
        if self.connection is None or self.connection.pgconn.status != ConnStatus.OK:
            return False
        waiting = select.poll()
        waiting.register(self.connection.fileno(), select.POLLIN)
        return not waiting.poll(0) or super().is_usable()
