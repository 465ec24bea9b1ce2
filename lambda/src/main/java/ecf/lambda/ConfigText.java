package ecf.lambda;

import ecf.aws.client.AwsClients;
import ecf.aws.client.AwsErrors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// The text of the configuration. One that lies in S3 is fetched again only when it was changed
/// there; one in the package cannot change.
final class ConfigText {
  private static final int NOT_MODIFIED = 304;

  private final FunctionSettings.Place place;
  private final Path packaged;
  private final AwsClients clients;
  private Optional<Version> held = Optional.empty();

  /// @param text the file's text
  /// @param tag changes whenever the text does
  record Version(String text, String tag) {}

  /// @param packaged the folder that the package was unpacked to
  /// @param clients of the function's own account and region
  ConfigText(FunctionSettings.Place place, Path packaged, AwsClients clients) {
    this.place = place;
    this.packaged = packaged;
    this.clients = clients;
  }

  /// @throws NotServed where it cannot be read
  Version read() {
    var now =
        switch (place) {
          case FunctionSettings.Place.Packaged(String path) -> held.orElseGet(() -> file(path));
          case FunctionSettings.Place.S3Object object -> object(object);
        };
    held = Optional.of(now);
    return now;
  }

  private Version file(String path) {
    try {
      return new Version(Files.readString(packaged.resolve(path)), "package");
    } catch (IOException e) {
      throw new NotServed(
          "the package has no readable file `"
              + path
              + "`; put it there, or set ECF_CONFIG to s3://bucket/key");
    }
  }

  private Version object(FunctionSettings.Place.S3Object object) {
    try {
      var bytes =
          clients
              .s3()
              .getObjectAsBytes(request -> {
                request.bucket(object.bucket()).key(object.key());
                held.ifPresent(known -> request.ifNoneMatch(known.tag()));
              });
      return new Version(bytes.asUtf8String(), bytes.response().eTag());
    } catch (S3Exception e) {
      if (e.statusCode() == NOT_MODIFIED && held.isPresent()) {
        return held.get();
      }
      throw NotServed.because(AwsErrors.failure("s3:GetObject", e));
    } catch (SdkException e) {
      throw NotServed.because(AwsErrors.failure("s3:GetObject", e));
    }
  }
}
