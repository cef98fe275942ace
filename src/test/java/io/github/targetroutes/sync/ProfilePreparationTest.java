package io.github.targetroutes.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.targetroutes.ConfigurationException;
import io.github.targetroutes.sync.input.RefusedFile;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProfilePreparationTest {

  private static final String MAPPING =
      "key: {column: id, as: pcId}\nattributes:\n  - {name: a, column: a}\n";

  @TempDir Path folder;
  private final ProfilePreparation preparation = new ProfilePreparation();

  @BeforeEach
  void set() throws IOException {
    DefaultCamelContext context = new DefaultCamelContext();
    context.getRegistry().bind("delta", Delta.NOTHING_KNOWN);
    context.getRegistry().bind("guard", new Guard());
    preparation.setCamelContext(context);
    preparation.setMapping("file:" + Files.writeString(folder.resolve("m.yaml"), MAPPING));
    preparation.setBatches(folder.resolve("batches").toString());
    preparation.setRejects(folder.resolve("rejects").toString());
  }

  private Prepared prepare(String csv) throws IOException {
    File input = Files.writeString(folder.resolve("in.csv"), csv).toFile();
    return preparation.prepare(input, "run");
  }

  @Test
  void eachRunHasAFolderOfItsOwnThatGoesWithIt() throws IOException {
    Path batch = prepare("id,a\n1,x\n").batches().get(0).file();
    Path run = folder.resolve("batches/run");
    assertThat(batch).startsWith(run);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(batch.getParent())))
        .isEqualTo("rwx------");
    Path other = Files.createDirectory(folder.resolve("batches/other"));

    preparation.clear("run");
    preparation.clear("run");

    assertThat(run).doesNotExist();
    assertThat(other).exists();
  }

  @Test
  void aPreparationLeavesNothingOfOneThatWasBrokenOff() throws IOException {
    Path left = folder.resolve("batches/run/another-program/batch-00001.txt");
    Files.createDirectories(left.getParent());
    Files.createFile(left);

    prepare("id,a\n1,x\n");

    assertThat(left.getParent()).doesNotExist();
  }

  @Test
  void rejectsOutliveTheBatchesAndAreThoseOfTheLastPreparation() throws IOException {
    Prepared bad = prepare("id,a\n1,x\n,y\n");
    preparation.clear("run");
    assertThat(bad.rejects()).hasContent("line,column,reason,text\n3,id,the row has no key,\",y\"");
    assertThat(bad.rejects()).isEqualTo(folder.resolve("rejects/run.rejects.csv"));

    assertThat(prepare("id,a\n1,x\n").rejected()).isZero();
    assertThat(bad.rejects()).doesNotExist();
  }

  @Test
  void theMappingIsReadAnewEachTimeAndABrokenOneNamesFileAndLine() throws IOException {
    prepare("id,a\n1,x\n");
    Files.writeString(folder.resolve("m.yaml"), MAPPING.replace("name: a", "name: b"));
    assertThat(Files.readString(prepare("id,a\n1,x\n").batches().get(0).file()))
        .startsWith("batch=pcId,b\n");

    Files.writeString(folder.resolve("m.yaml"), MAPPING.replace("column: a", "colum: a"));
    assertThatThrownBy(() -> prepare("id,a\n1,x\n"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("m.yaml, line 3");
    Files.delete(folder.resolve("m.yaml"));
    assertThatThrownBy(() -> prepare("id,a\n1,x\n"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("check sync.profiles-bulk.mapping");
  }

  @Test
  void theDelimiterIsOneCharacterOrATab() throws IOException {
    preparation.setDelimiter("\\t");
    assertThat(prepare("id\ta\n1\tx\n").read()).isEqualTo(1);
    preparation.setDelimiter(";");
    assertThat(prepare("id;a\n1;x\n").read()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ";;", "tab"})
  void anyOtherDelimiterIsRefused(String delimiter) {
    assertThatThrownBy(() -> preparation.setDelimiter(delimiter))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("sync.profiles-bulk.delimiter=" + delimiter + " must be");
  }

  @Test
  void aRefusedFileIsNamedWithoutItsFolder() {
    assertThatThrownBy(() -> prepare(""))
        .isInstanceOf(RefusedFile.class)
        .hasMessageStartingWith("The file in.csv is refused: ");
  }

  @Test
  void aBatchWhoseFileIsGoneIsTold() throws IOException {
    File file = prepare("id,a\n1,x\n").batches().get(0).file().toFile();
    Batch batch = new Batch("run", 1, 2, file, 1, 1, 1, 0, null, null);
    preparation.requireFile(batch);
    preparation.clear("run");

    assertThatThrownBy(() -> preparation.requireFile(batch))
        .isInstanceOf(LostBatch.class)
        .hasMessage(
            "batch 1/2 of run can't be sent, its file "
                + file
                + " is gone; to begin anew, move run from the work folder back into the inbox");
  }
}
