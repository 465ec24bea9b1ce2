/// The AWS Lambda handler.
@NullMarked
package ecf.lambda;

import org.jspecify.annotations.NullMarked;
