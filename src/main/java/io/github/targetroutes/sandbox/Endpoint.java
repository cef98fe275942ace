package io.github.targetroutes.sandbox;

/** What the sandbox does for one kind of call; it may block. */
@FunctionalInterface
interface Endpoint {
  Answer answer(Call call) throws Exception;
}
