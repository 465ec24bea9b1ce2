/// Metrics of AWS: what every target has without declaring it, and how CloudWatch is read.
@NullMarked
package ecf.aws.signal;

import org.jspecify.annotations.NullMarked;
