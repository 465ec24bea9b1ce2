"""CloudWatch over Smithy RPC v2 CBOR, the one protocol in which the SDK for Java asks it. moto knows JSON and query only.

moto picks parser and serializer by the protocol's name, so two subclasses of its JSON ones and one more path are enough.
"""

from datetime import datetime, timezone

import cbor2
from moto.cloudwatch import urls
from moto.cloudwatch.responses import CloudWatchResponse
from moto.core import parse, serialize

PREFIX = "/service/GraniteServiceVersion20100801/operation/"


class CborParser(parse.JSONParser):
    def _parse_body_as_json(self, raw):
        return cbor2.loads(raw) if raw else {}

    def _parse_timestamp(self, shape, value):
        moment = value if isinstance(value, datetime) else datetime.fromtimestamp(value, timezone.utc)
        return moment.astimezone(timezone.utc).replace(tzinfo=None)  # moto computes in naive UTC

    def _parse_blob(self, shape, value):
        return value


class CborSerializer(serialize.JSONSerializer):
    def _serialize_body(self, body):
        return cbor2.dumps(body)

    def _serialize_type_timestamp(self, serialized, value, shape, key):
        super()._serialize_type_timestamp(serialized, value, shape, key)
        name = self.get_serialized_name(shape, key)
        serialized[name] = cbor2.CBORTag(1, float(serialized[name]))  # tag 1: seconds since the epoch

    def _serialize_error_metadata(self, serialized, error, shape):
        super()._serialize_error_metadata(serialized, error, shape)
        serialized["message"] = serialized.pop("Message", None) or serialized.get("message", "")

    def serialize(self, result):
        answer = super().serialize(result)
        answer["headers"].update({"Content-Type": "application/cbor", "smithy-protocol": "rpc-v2-cbor"})
        return answer


def install():
    urls.url_paths["{0}" + PREFIX + "(?P<operation>[^/]+)$"] = CloudWatchResponse.dispatch
    parse.PROTOCOL_PARSERS["smithy-rpc-v2-cbor"] = CborParser
    serialize.SERIALIZERS["smithy-rpc-v2-cbor"] = CborSerializer
    plain_setup, plain_action = CloudWatchResponse.setup_class, CloudWatchResponse._get_action

    def setup_class(self, request, full_url, headers, use_raw_body=False):
        plain_setup(self, request, full_url, headers, use_raw_body or request.path.startswith(PREFIX))

    def action(self):
        return self.path.rsplit("/", 1)[-1] if self.path.startswith(PREFIX) else plain_action(self)

    CloudWatchResponse.setup_class, CloudWatchResponse._get_action = setup_class, action
