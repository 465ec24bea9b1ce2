"""Services that run what is desired, and facts that a test sets because moto has no life of its own.

A new service of plain moto waits for its tasks for ever; here it is complete at once, at any size, and its deployment follows
when it is updated. Instance refreshes, which moto does not know, and launches that failed, which it never has, are none until a
test says otherwise; so are sick members of target groups and deployments in progress.
"""

from moto.autoscaling.responses import AutoScalingResponse
from moto.core.responses import ActionResult
from moto.core.utils import utcnow
from moto.ecs.models import EC2ContainerServiceBackend, Service
from moto.elbv2.models import FakeHealthStatus, FakeTargetGroup

refreshes = {}  # group name -> status
launches = {}  # group name -> why its last launch failed
healths = {}  # (target group ARN, member id) -> state


def forget():
    refreshes.clear()
    launches.clear()
    healths.clear()


def settle(service, running, pending=0, rollout="COMPLETED"):
    service.running_count, service.pending_count = running, pending
    for deployment in service.deployments[:1]:
        deployment.update(
            desiredCount=service.desired_count, runningCount=running, pendingCount=pending, rolloutState=rollout
        )


def install():
    plain_init, plain_update = Service.__init__, EC2ContainerServiceBackend.update_service
    plain_health = FakeTargetGroup.health_for

    def init(self, *arguments, **named):
        plain_init(self, *arguments, **named)
        settle(self, self.desired_count)

    def update_service(self, service_properties):
        service = plain_update(self, service_properties)
        settle(service, service.running_count, service.pending_count)
        return service

    def describe_instance_refreshes(self):
        group = self._get_param("AutoScalingGroupName")
        running = [refreshes[group]] if group in refreshes else []
        return ActionResult(
            {
                "InstanceRefreshes": [
                    {"InstanceRefreshId": "refresh-1", "AutoScalingGroupName": group, "Status": status}
                    for status in running
                ]
            }
        )

    def describe_scaling_activities(self):
        group = self._get_param("AutoScalingGroupName")
        failed = [launches[group]] if group in launches else []
        return ActionResult(
            {
                "Activities": [
                    {
                        "ActivityId": "launch-1",
                        "AutoScalingGroupName": group,
                        "Description": "Launching a new EC2 instance.  Status Reason: " + message,
                        "Cause": "set by the test",
                        "StartTime": utcnow(),
                        "EndTime": utcnow(),
                        "StatusCode": "Failed",
                        "StatusMessage": message,
                    }
                    for message in failed
                ]
            }
        )

    def health_for(self, target, ec2_backend):
        plain = plain_health(self, target, ec2_backend)
        state = healths.get((self.arn, target["Id"]))
        if state is None or target["Id"] not in self.targets:
            return plain
        return FakeHealthStatus(target["Id"], plain.port, self.health_check_port, state, "Target.Set", "set by the test")

    Service.__init__ = init
    EC2ContainerServiceBackend.update_service = update_service
    AutoScalingResponse.describe_instance_refreshes = describe_instance_refreshes
    AutoScalingResponse.describe_scaling_activities = describe_scaling_activities
    FakeTargetGroup.health_for = health_for
