package ecf.aws.testing;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/// The wire protocols of the services that ecf-aws calls, and how each says that a call failed.
public enum Protocol {
  JSON("application/x-amz-json-1.1") {
    @Override
    Answer error(int status, String code, String message) {
      var body = "{\"__type\":\"com.amazonaws#" + code + "\",\"message\":\"" + message + "\"}";
      return text(status, body);
    }
  },
  QUERY("text/xml") {
    @Override
    Answer error(int status, String code, String message) {
      var inner = "<Type>" + side(status) + "</Type>" + codeAndMessage(code, message);
      var body =
          "<ErrorResponse><Error>"
              + inner
              + "</Error><RequestId>injected</RequestId></ErrorResponse>";
      return text(status, body);
    }
  },
  EC2("text/xml") {
    @Override
    Answer error(int status, String code, String message) {
      var body =
          "<Response><Errors><Error>"
              + codeAndMessage(code, message)
              + "</Error></Errors><RequestID>injected</RequestID></Response>";
      return text(status, body);
    }
  },
  REST_XML("application/xml") {
    @Override
    Answer error(int status, String code, String message) {
      var body = "<Error>" + codeAndMessage(code, message) + "</Error>";
      return text(status, body);
    }
  },
  CBOR("application/cbor") {
    @Override
    Answer error(int status, String code, String message) {
      var body = Cbor.encode(Map.of("__type", "com.amazonaws#" + code, "message", message));
      // CloudWatch spoke the query protocol before: this header carries the code of those days, and
      // SDKs report that one
      var queryError = Map.of("x-amzn-query-error", code + ";" + side(status));
      return new Answer(status, contentType, queryError, body);
    }
  };

  final String contentType;

  Protocol(String contentType) {
    this.contentType = contentType;
  }

  abstract Answer error(int status, String code, String message);

  /// @param headers besides the content type
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Answer(int status, String contentType, Map<String, String> headers, byte[] body) {}

  Answer ok(byte[] body) {
    return new Answer(200, contentType, Map.of(), body);
  }

  Answer text(int status, String body) {
    return new Answer(status, contentType, Map.of(), body.getBytes(StandardCharsets.UTF_8));
  }

  private static String codeAndMessage(String code, String message) {
    return "<Code>" + code + "</Code><Message>" + message + "</Message>";
  }

  private static String side(int status) {
    return status < 500 ? "Sender" : "Receiver";
  }
}
