package io.github.targetroutes;

/** Starts Target Routes. */
public final class Application {

  private Application() {}

  public static void main(String[] args) {
    System.out.println("hello " + java.util.List.of(args));
    System.exit(3);
  }
}
