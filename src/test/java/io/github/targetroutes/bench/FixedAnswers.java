package io.github.targetroutes.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;

/**
 * A server in a process of its own that does next to nothing: it answers each call of IMS with one
 * token and each other call with one offer, and never looks at what it is sent.
 */
final class FixedAnswers implements AutoCloseable {

  private static final byte[] TOKEN =
      answer("{\"access_token\":\"bench\",\"token_type\":\"bearer\",\"expires_in\":86399}");
  private static final byte[] OFFER =
      answer(
          "{\"id\":391216,\"name\":\"Hero of the start page\",\"type\":\"content\",\"workspace\":"
              + "\"12345\",\"modifiedAt\":\"2026-11-25T21:19:34Z\",\"content\":\"<div class='hero'>"
              + "<h1>Winter</h1><p>All of it for half the price, this week only</p></div>\"}");

  private final Process process;
  private final int port;

  private FixedAnswers(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  static FixedAnswers start() throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx32m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                FixedAnswers.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader said =
        new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    return new FixedAnswers(process, Integer.parseInt(said.readLine()));
  }

  String url() {
    return "http://127.0.0.1:" + port;
  }

  @Override
  public void close() {
    process.destroy();
  }

  public static void main(String[] arguments) throws IOException {
    try (ServerSocket server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress())) {
      System.out.println(server.getLocalPort());
      for (; ; ) {
        Socket socket = server.accept();
        socket.setTcpNoDelay(true);
        new Thread(() -> serve(socket)).start();
      }
    }
  }

  private static void serve(Socket socket) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      OutputStream out = socket.getOutputStream();
      for (String head = head(in); !head.isEmpty(); head = head(in)) {
        int length = head.indexOf("Content-Length: ");
        if (length >= 0) {
          in.skipNBytes(Integer.parseInt(head.substring(length + 16, head.indexOf('\r', length))));
        }
        out.write(head.contains("/ims/") ? TOKEN : OFFER);
      }
    } catch (IOException gone) {
      // The one who called has ended.
    }
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    for (int one = in.read(); one >= 0; one = in.read()) {
      head.append((char) one);
      int end = head.length();
      if (one == '\n' && end > 3 && head.charAt(end - 3) == '\n') {
        return head.toString();
      }
    }
    return "";
  }

  private static byte[] answer(String json) {
    String head =
        "HTTP/1.1 200 OK\r\nContent-Type: application/vnd.adobe.target.v2+json;charset=UTF-8\r\n"
            + "X-Request-Id: 3f2c9c1e-8d5e-4a0e-9b9e-1c2d3e4f5a6b\r\nContent-Length: ";
    return (head + json.getBytes(UTF_8).length + "\r\n\r\n" + json).getBytes(ISO_8859_1);
  }
}
