#include "app/cli/face_choice.hpp"

#include "app/cli/option_checks.hpp"

#include <CLI/CLI.hpp>
#include <sys/stat.h>
#include <unistd.h>

namespace clave {

void addFaceOptions(CLI::App& command, FaceOptions& options)
{
    auto* const window = command.add_flag_callback(
        "--window", [&options] { options.face = FaceWish::Window; }, "Play in the window or not at all");
    command
        .add_flag_callback(
            "--terminal", [&options] { options.face = FaceWish::Terminal; }, "Play in the terminal")
        ->excludes(window);
    command.add_option("--theme", options.window.theme, "Of the window: its colors, by name")
        ->check(notEmpty())
        ->type_name("NAME");
    command.add_option("--scale", options.window.scalePercent, "Of the window: how large everything is")
        ->check(number<unsigned>(75, 300, "a whole number"))
        ->type_name("PERCENT");
    command.add_option("--font-dir", options.window.fontFolder, "Of the window: where its fonts are")
        ->check(notEmpty())
        ->type_name("DIR");
    command
        .add_option("--shot", options.window.picture, "Of the window: a picture of it (PNG), made at the end")
        ->check(notEmpty())
        ->type_name("FILE");
}

FirstFace firstFace(FaceWish wish, const Surroundings& where)
{
    if (wish == FaceWish::Window)
        return FirstFace::Window;
    if (wish == FaceWish::Terminal)
        return FirstFace::Terminal;
    if (where.stdinIsTerminal && where.stdoutIsTerminal)
        return FirstFace::WindowElseTerminal;
    const bool isDesktop = !where.stdinIsTerminal && !where.stdoutIsTerminal && !where.stdoutIsPipe;
    return isDesktop && !where.mayEndByItself ? FirstFace::WindowElseTerminal : FirstFace::Terminal;
}

Surroundings surroundings()
{
    Surroundings where;
    where.stdinIsTerminal = isatty(STDIN_FILENO) != 0;
    where.stdoutIsTerminal = isatty(STDOUT_FILENO) != 0;
    struct stat out {};
    where.stdoutIsPipe = fstat(STDOUT_FILENO, &out) == 0 && S_ISFIFO(out.st_mode);
    return where;
}

}  // namespace clave
