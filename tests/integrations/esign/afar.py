"""A remote signing service that runs beside a test."""

import threading
from contextlib import contextmanager

from motcua.integrations.esign.fake_remote import Service
from tests.dossiers import resulting


@contextmanager
def service(failing="", key=None):
    with Service(key or resulting.chair().key, failing=failing) as running:
        thread = threading.Thread(target=running.serve_forever)
        thread.start()
        try:
            yield running
        finally:
            running.shutdown()
            thread.join()
