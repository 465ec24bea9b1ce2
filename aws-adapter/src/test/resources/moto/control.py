"""What a test may set besides AWS's own APIs: POST /ecf/<what> with a JSON body.

    instance-refresh  {"group": "web-asg", "status": "InProgress"}
    launch-failure    {"group": "web-asg", "message": "We currently do not have sufficient m5.large capacity …"}
    target-health     {"targetGroup": ARN, "member": ID, "state": "unhealthy"}
    service           {"cluster": "shop", "service": "checkout", "running": 3, "pending": 1, "rolloutState": "IN_PROGRESS"}

They last until moto is reset.
"""

import json

from moto.core import DEFAULT_ACCOUNT_ID
from moto.ecs.models import ecs_backends

import steady_fleet


def instance_refresh(wanted):
    steady_fleet.refreshes[wanted["group"]] = wanted["status"]


def launch_failure(wanted):
    steady_fleet.launches[wanted["group"]] = wanted["message"]


def target_health(wanted):
    steady_fleet.healths[wanted["targetGroup"], wanted["member"]] = wanted["state"]


def service(wanted):
    backend = ecs_backends[DEFAULT_ACCOUNT_ID][wanted.get("region", "us-east-1")]
    found = backend.services[f"{wanted['cluster']}:{wanted['service']}"]
    steady_fleet.settle(found, wanted["running"], wanted["pending"], wanted["rolloutState"])


SETTINGS = {
    "instance-refresh": instance_refresh,
    "launch-failure": launch_failure,
    "target-health": target_health,
    "service": service,
}


class Control:
    def __init__(self, app):
        self.app = app

    def __call__(self, environ, start_response):
        path = environ["PATH_INFO"]
        if path == "/moto-api/reset":
            steady_fleet.forget()
        if not path.startswith("/ecf/"):
            return self.app(environ, start_response)
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        try:
            SETTINGS[path.removeprefix("/ecf/")](json.loads(body))
            status, text = "200 OK", "{}"
        except (KeyError, ValueError) as problem:
            status, text = "400 Bad Request", json.dumps({"problem": f"{type(problem).__name__}: {problem}"})
        answer = text.encode()
        start_response(status, [("Content-Type", "application/json"), ("Content-Length", str(len(answer)))])
        return [answer]
