/** Where pictures come from: what to implement for a source of one's own. */
@NullMarked
package dev.framecast.source;

import org.jspecify.annotations.NullMarked;
