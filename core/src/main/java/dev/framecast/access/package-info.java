/** Who may see which cameras: the question, its answers, and ready ones who answer it. */
@NullMarked
package dev.framecast.access;

import org.jspecify.annotations.NullMarked;
