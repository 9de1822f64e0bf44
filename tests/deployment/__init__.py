"""The deployed check: gunicorn, nginx and Redis on this machine, with the files of docs/."""
