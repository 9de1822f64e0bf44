"""One node: gunicorn with a few workers. Start it with `gunicorn -c gunicorn.conf.py`."""

import gc
import os

wsgi_app = "app:create_app()"
bind = os.environ.get("BIND", "127.0.0.1:8001")
workers = int(os.environ.get("WORKERS", "2"))
worker_class = "gthread"
threads = 4

# Workers load the content anew when the node is told to reload (SIGHUP): new keys, new content,
# no request lost. So nothing is loaded before the workers.
preload_app = False
graceful_timeout = 20
timeout = 20

# The check writes its own lines, which name no address and no answer. These would.
accesslog = None
errorlog = "-"
loglevel = "error"

limit_request_line = 8190
limit_request_fields = 60
limit_request_field_size = 8190


def post_worker_init(worker):
    """Keep the garbage collector away from the content, which never changes.

    A full collection would go through all of it, and stop every request for some 90 ms.
    """
    gc.collect()
    gc.freeze()
