/// How fast calls may be sent to AWS.
@NullMarked
package ecf.aws.act;

import org.jspecify.annotations.NullMarked;
