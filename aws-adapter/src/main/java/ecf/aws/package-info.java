/// The core's ports on the AWS SDK.
@NullMarked
package ecf.aws;

import org.jspecify.annotations.NullMarked;
