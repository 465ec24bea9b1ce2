/// Telling people what came of a pass: topics, buses, webhooks.
@NullMarked
package ecf.aws.notify;

import org.jspecify.annotations.NullMarked;
