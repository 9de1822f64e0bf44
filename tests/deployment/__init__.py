"""The check as it is deployed: gunicorn, nginx and Redis on this machine, by the files of docs/."""
