package ecf.aws.client;

import java.io.IOException;
import java.net.UnknownHostException;
import java.util.Collections;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.http.SdkHttpRequest;

/// Counts every attempt that leaves for an AWS endpoint, as `service:Operation`.
final class CallCounter {
  private final ConcurrentSkipListMap<String, Integer> calls = new ConcurrentSkipListMap<>();

  SortedMap<String, Integer> calls() {
    return Collections.unmodifiableSortedMap(new TreeMap<>(calls));
  }

  /// One attempt that is sent without a client.
  ///
  /// @param call as `service:Operation`
  void count(String call) {
    calls.merge(call, 1, Integer::sum);
  }

  /// For one client.
  ///
  /// @param service as the AWS CLI names it
  ExecutionInterceptor of(String service) {
    return new Interceptor(service);
  }

  private final class Interceptor implements ExecutionInterceptor {
    private final String service;

    Interceptor(String service) {
      this.service = service;
    }

    @Override
    public void beforeTransmission(
        Context.BeforeTransmission context, ExecutionAttributes attributes) {
      var operation = attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
      count(service + ":" + operation);
    }

    @Override
    public Throwable modifyException(
        Context.FailedExecution context, ExecutionAttributes attributes) {
      var broken = brokenConnection(context.exception());
      return broken
          .flatMap(cause -> context.httpRequest().map(request -> noAnswer(request, cause)))
          .orElse(context.exception());
    }

    /// The SDK wraps what broke once or twice. An unknown host has its name with it already; and
    /// giving up breaks the connection too, which is no news.
    private static Optional<IOException> brokenConnection(Throwable thrown) {
      return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause)
          .filter(IOException.class::isInstance)
          .map(IOException.class::cast)
          .findFirst()
          .filter(cause -> !(cause instanceof UnknownHostException))
          .filter(_ -> !isTimeout(thrown));
    }

    private static boolean isTimeout(Throwable thrown) {
      return thrown instanceof ApiCallTimeoutException
          || thrown instanceof ApiCallAttemptTimeoutException;
    }

    private static Throwable noAnswer(SdkHttpRequest request, IOException cause) {
      return new NoAnswer(address(request), cause);
    }

    private static String address(SdkHttpRequest request) {
      return request.host() + ":" + request.port();
    }
  }
}
