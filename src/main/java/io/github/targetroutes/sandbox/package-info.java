/**
 * Adobe's IMS and Adobe Target on 127.0.0.1: a double that checks what the real services check.
 *
 * <p>It shares no code with the product, so that a mistake made in one is seen by the other. Facts
 * about Adobe name the document of Adobe's that they are from; where Adobe publishes nothing, the
 * Javadoc says which choice was made and why.
 */
package io.github.targetroutes.sandbox;
