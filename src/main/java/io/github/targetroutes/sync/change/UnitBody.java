package io.github.targetroutes.sync.change;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The body of a call that sends a unit as a whole. */
public final class UnitBody {

  private RunFiles files;

  /** The bodies of the unit's changes as JSON, in an array of that name. */
  public byte[] array(Unit unit, String name) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(("{\"" + name + "\":[").getBytes(StandardCharsets.UTF_8));
    String separator = "";
    for (byte[] one : files.bodies(unit)) {
      body.writeBytes(separator.getBytes(StandardCharsets.UTF_8));
      body.writeBytes(one);
      separator = ",";
    }
    body.writeBytes("]}".getBytes(StandardCharsets.UTF_8));
    return body.toByteArray();
  }

  public void setFiles(RunFiles files) {
    this.files = files;
  }
}
