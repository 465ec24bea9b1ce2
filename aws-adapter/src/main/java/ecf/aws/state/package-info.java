/// What Lambda functions and teams keep between runs: one DynamoDB table for all configurations.
@NullMarked
package ecf.aws.state;

import org.jspecify.annotations.NullMarked;
