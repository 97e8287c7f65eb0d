/**
 * What differs from one servlet container to the other, and how they say that a request is over.
 */
@NullMarked
package dev.framecast.servlet.container;

import org.jspecify.annotations.NullMarked;
