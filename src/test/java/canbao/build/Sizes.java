package canbao.build;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The hard limits on the tail: files, methods, parameters, packages; and what every package must say of itself. */
final class Sizes {
    static final int FILE_LINES = 400;
    static final int METHOD_LINES = 60;
    static final int PARAMETERS = 7;
    static final int PACKAGE_FILES = 16;

    private Sizes() {}

    static List<String> longFiles(List<SourceFile> files) {
        return files.stream()
                .filter(file -> file.lines() > FILE_LINES)
                .map(file -> file.name() + " has " + file.lines() + " lines, at most " + FILE_LINES + ": split it")
                .toList();
    }

    static List<String> longMethods(List<SourceFile> files) {
        return methods(files, method -> method.lines() > METHOD_LINES, "must have at most " + METHOD_LINES + " lines");
    }

    static List<String> greedyMethods(List<SourceFile> files) {
        return methods(
                files, method -> method.parameters() > PARAMETERS, "must take at most " + PARAMETERS + " values");
    }

    /** Folders with more files than a reader takes in, with their package-info. */
    static List<String> widePackages(List<SourceFile> files) {
        return byFolder(files).entrySet().stream()
                .filter(folder -> folder.getValue().size() > PACKAGE_FILES)
                .map(folder -> folder.getKey() + " has " + folder.getValue().size() + " files, at most " + PACKAGE_FILES
                        + ": move a group of them one level down")
                .toList();
    }

    /** Packages without a sentence on what they are for, or outside the null checker's care. */
    static List<String> silentPackages(List<SourceFile> files) {
        return byFolder(files).entrySet().stream()
                .filter(folder -> folder.getValue().stream().noneMatch(Sizes::introducesItsPackage))
                .map(folder -> folder.getKey() + " needs a package-info.java with a sentence and @NullMarked")
                .toList();
    }

    private static boolean introducesItsPackage(SourceFile file) {
        return file.name().equals("package-info.java")
                && file.text().matches("(?s)\\s*/\\*\\*\\s.*\\w.*[.。]\\s*\\*/\\s*@NullMarked\\s.*");
    }

    private static Map<Path, List<SourceFile>> byFolder(List<SourceFile> files) {
        return files.stream()
                .collect(Collectors.groupingBy(file -> file.path().getParent(), TreeMap::new, Collectors.toList()));
    }

    private static List<String> methods(List<SourceFile> files, Predicate<SourceFile.Method> offends, String rule) {
        return files.stream()
                .flatMap(file -> file.methods().stream()
                        .filter(offends)
                        .map(method -> file.name() + "." + method.name() + " " + rule))
                .toList();
    }
}
