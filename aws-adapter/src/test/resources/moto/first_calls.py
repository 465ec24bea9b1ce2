"""Makes the first call of each service before anybody waits for it. moto loads a service when it is first asked, EC2 for more than a
second; on a busy machine that is longer than the time-outs of the code under test.
"""

from werkzeug.test import Client

QUERY = {
    "ec2": {"Action": "DescribeInstances", "Version": "2016-11-15"},
    "autoscaling": {"Action": "DescribeAutoScalingGroups", "Version": "2011-01-01"},
    "elasticloadbalancing": {"Action": "DescribeTargetGroups", "Version": "2015-12-01"},
}
JSON = {
    "ecs": ("AmazonEC2ContainerServiceV20141113.ListClusters", "{}"),
    "dynamodb": ("DynamoDB_20120810.ListTables", "{}"),
    "application-autoscaling": ("AnyScaleFrontendService.DescribeScalableTargets", '{"ServiceNamespace": "ecs"}'),
    "monitoring": ("GraniteServiceVersion20100801.ListMetrics", "{}"),
}


def make(app):
    client = Client(app)
    for service, form in QUERY.items():
        client.post("/", data=form, headers=signed(service))
    for service, (target, body) in JSON.items():
        headers = {**signed(service), "X-Amz-Target": target}
        client.post("/", data=body, content_type="application/x-amz-json-1.1", headers=headers)
    client.get("/", headers=signed("s3"))


def signed(service):
    """As much of a signature as moto reads to find the service."""
    return {"Authorization": f"AWS4-HMAC-SHA256 Credential=a/20260101/us-east-1/{service}/aws4_request, Signature=0"}
