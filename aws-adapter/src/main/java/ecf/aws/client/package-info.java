/// How AWS is called: one builder of clients, one count of calls, one meaning for every error.
@NullMarked
package ecf.aws.client;

import org.jspecify.annotations.NullMarked;
