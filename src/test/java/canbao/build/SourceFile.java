package canbao.build;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** A Java source as the compiler reads it: its lines and its methods. */
record SourceFile(Path path, String text, int lines, List<Method> methods) {
    /** A method or constructor: from its first modifier to its last brace, and how many values it takes. */
    record Method(String name, int lines, int parameters) {}

    String name() {
        return path.getFileName().toString();
    }

    /** Every {@code .java} file below a folder, sorted by path. */
    static List<SourceFile> below(Path folder) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<Path> paths = paths(folder);
            if (paths.isEmpty()) {
                return List.of();
            }
            JavacTask task = (JavacTask) compiler.getTask(
                    null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(paths));
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            return StreamSupport.stream(task.parse().spliterator(), false)
                    .map(unit -> read(unit, positions))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the sources below " + folder.getFileName(), e);
        }
    }

    private static List<Path> paths(Path folder) throws IOException {
        try (Stream<Path> found = Files.walk(folder)) {
            return found.filter(path -> path.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        }
    }

    private static SourceFile read(CompilationUnitTree unit, SourcePositions positions) {
        Path path = Path.of("")
                .toAbsolutePath()
                .relativize(Path.of(unit.getSourceFile().toUri()));
        try {
            String text = Files.readString(path);
            List<Method> methods = new ArrayList<>();
            new Methods(unit, positions).scan(unit, methods);
            return new SourceFile(path, text, (int) text.lines().count(), List.copyOf(methods));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path.getFileName(), e);
        }
    }

    private static final class Methods extends TreeScanner<@Nullable Void, List<Method>> {
        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final Deque<Tree.Kind> kinds = new ArrayDeque<>();

        Methods(CompilationUnitTree unit, SourcePositions positions) {
            this.unit = unit;
            this.positions = positions;
        }

        @Override
        public @Nullable Void visitClass(ClassTree type, List<Method> found) {
            kinds.push(type.getKind());
            super.visitClass(type, found);
            kinds.pop();
            return null;
        }

        @Override
        public @Nullable Void visitMethod(MethodTree method, List<Method> found) {
            long lines = line(positions.getEndPosition(unit, method)) - line(startOf(method)) + 1;
            String name = method.getName().toString();
            // what a record holds is listed in its header, where it reads as data
            boolean holds = kinds.peek() == Tree.Kind.RECORD && name.equals("<init>");
            int parameters = holds ? 0 : method.getParameters().size();
            found.add(new Method(name, (int) lines, parameters));
            return super.visitMethod(method, found);
        }

        private long startOf(Tree tree) {
            return positions.getStartPosition(unit, tree);
        }

        private long line(long position) {
            return unit.getLineMap().getLineNumber(position);
        }
    }
}
