/**
 * The documents are tested: every program in them is a region of a test, every configuration in them is read, and every table
 * that repeats the code is compared with it. A failure says what to paste where.
 */
@NullMarked
package dev.meridian.docs;

import org.jspecify.annotations.NullMarked;
