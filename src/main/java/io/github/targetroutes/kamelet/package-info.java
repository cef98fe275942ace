/**
 * What the Kamelets in {@code routes/kamelets} are made of. They run in anybody's Camel context;
 * the routes that keep a token and call Target run beside it, in a context of their own for each
 * credential, so that nothing is written twice and no name, setting or header gets from one into
 * the other.
 */
package io.github.targetroutes.kamelet;
