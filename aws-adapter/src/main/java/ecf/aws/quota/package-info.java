/// What the account may have at most, as Service Quotas tells it.
@NullMarked
package ecf.aws.quota;

import org.jspecify.annotations.NullMarked;
