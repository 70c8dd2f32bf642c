#include "app/cli/command_line.hpp"

#include "app/cli/option_checks.hpp"
#include "app/cli/sync_options.hpp"
#include "app/ports/key_inputs.hpp"
#include "core/time/tempo.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace clave {
namespace {
constexpr std::uint32_t kMostBars = 1'000'000;
constexpr const char* kAbout = "Clave, a MIDI step sequencer. Without a command it plays the demo song.";
constexpr const char* kExamples = R"(Examples:
  clave                                        play the demo song
  clave play my.clave --out Minilogue          on the port with that name
  clave play my.clave --tempo 96 --bars 8
  clave render my.clave --bars 4 --wav my.wav
  clave COMMAND --help                         more about a command

While it plays, F1 in the window and ? in a terminal show the keys.
Status: 0 done, 1 failed (one sentence says why), 2 wrong usage.)";

// "--bars: must be" comes from the library as a heading and a text; together they are a sentence.
std::string asSentence(std::string what)
{
    std::ranges::replace(what, '\n', ' ');
    if (const auto place = what.find(": must"); place != std::string::npos)
        what.erase(place, 1);
    return what;
}

void addSong(CLI::App& command, std::string& song, const char* about)
{
    command.add_option("SONG", song, about)->required()->check(notEmpty())->type_name("");
}

/// The commands as the library sees them, each writing into its own value.
class Grammar {
public:
    Grammar() : app_(kAbout, "clave")
    {
        app_.set_version_flag("--version", std::string {"clave " CLAVE_VERSION}, "Show the version");
        app_.set_help_flag("-h,--help", "Show this");
        app_.require_subcommand(0, 1);
        addPlay();
        addRender();
        addOthers();
        addDeviceCommands(app_, devices_, midi_);
        addConsoleCommand(app_, console_);
        addKernelCommand(app_, kernel_);
        app_.footer(kExamples);  // last, or every command would have it too
    }

    tl::expected<ParsedCommand, Usage> parse(std::span<const std::string> arguments)
    {
        std::vector<std::string> reversed {arguments.rbegin(), arguments.rend()};
        try {
            app_.parse(std::move(reversed));
        } catch (const CLI::CallForVersion& version) {
            return tl::unexpected {Usage {kDone, fmt::format("{}\n", version.what())}};
        } catch (const CLI::Success&) {
            return tl::unexpected {Usage {kDone, app_.help()}};
        } catch (const CLI::ExtrasError&) {
            return tl::unexpected {wrong(unexpected())};
        } catch (const CLI::ArgumentMismatch& error) {
            const std::string what = error.what();
            return tl::unexpected {wrong(what.substr(0, what.find(':')) + " needs one value")};
        } catch (const CLI::ParseError& error) {
            return tl::unexpected {wrong(asSentence(error.what()))};
        }
        return chosen();
    }

private:
    void addPlay()
    {
        auto* const command =
            app_.add_subcommand("play", "Play a song: in the window, in the terminal or as plain lines");
        command->add_option("SONG", play_.song, "A .clave file; without it the demo song")->type_name("");
        addNames(*command, "--out", outs_,
            "Where to: part of a port's name, or synth, virtual or none. PORT=NAME is for one of the song's "
            "ports. May be repeated");
        addNames(*command, "--in", play_.ins,
            "Played on by hand: part of an input's name, virtual or none. May be repeated; without it a port "
            "of Clave's own and every hardware input");
        command->add_option("--bars", play_.bars, "End after so many bars")
            ->check(number<std::uint32_t>(1, kMostBars, "a whole number"))
            ->type_name("N");
        command->add_option("--tempo", play_.tempo, "Play everything at this tempo")
            ->check(number<double>(Tempo::kSlowest, Tempo::kFastest, "a number"))
            ->type_name("BPM");
        command->add_option("--scene", play_.scene, "Play this scene: its number from 1, or its name")
            ->check(notEmpty())
            ->type_name("N");
        command->add_flag("--loop", play_.loop, "Begin anew at the end");
        command
            ->add_option("--timing", play_.timing,
                "At the end, write how exact it was, as JSON (- is standard output)")
            ->check(notEmpty())
            ->type_name("FILE");
        addFaceOptions(*command, play_.face);
        addControllerOptions(*command, play_.controllers);
        addScriptOptions(*command, play_.scripts);
        addSyncOptions(*command, play_);
        addApiOption(*command, play_.api);
        command->footer("Examples:\n  clave play my.clave --out synth\n  clave play my.clave --out Minilogue "
                        "--out \"bass=Volca Bass\"\n  clave play my.clave --scene Chorus --loop");
    }

    void addRender()
    {
        auto* const command = app_.add_subcommand("render", "Write what a song plays, faster than it plays");
        addSong(*command, render_.song, "A .clave file");
        command->add_option("--bars", render_.bars, "How many bars; without it once through")
            ->check(number<std::uint32_t>(1, kMostBars, "a whole number"))
            ->type_name("N");
        command->add_option("--seed", render_.seed, "Another seed for all that is left to chance")
            ->check(number<std::uint64_t>(0, UINT64_MAX, "a whole number"))
            ->type_name("S");
        addScriptOptions(*command, render_.scripts);
        addForm(*command, "--text", RenderCommand::Form::Text, "A line for each message");
        addForm(*command, "--midi", RenderCommand::Form::Midi, "A standard MIDI file");
        addForm(*command, "--wav", RenderCommand::Form::Wav, "Sound, by the built-in synth");
        command->footer("Examples:\n  clave render my.clave --bars 4 --text - | less\n"
                        "  clave render my.clave --bars 16 --midi my.mid");
    }

    void addForm(CLI::App& command, const char* name, RenderCommand::Form form, const char* about)
    {
        command
            .add_option_function<std::string>(
                name,
                [this, form](const std::string& file) {
                    render_.form = form;
                    render_.file = file;
                    ++forms_;
                },
                about)
            ->group("Exactly one of these (FILE may be -, which is standard output)")
            ->check(notEmpty())
            ->type_name("FILE");
    }

    void addOthers()
    {
        auto* const ports = app_.add_subcommand("ports", "Show what can be played on and listened to");
        ports->add_flag("--json", ports_.json, "For programs");
        addApiOption(*ports, ports_.api);
        addTiming();
        auto* const check = app_.add_subcommand("check", "Show every fault in a song file");
        addSong(*check, check_.song, "A .clave file");
        auto* const fresh = app_.add_subcommand("new", "Make a fresh song to edit; never overwrites");
        addSong(*fresh, new_.song, "The .clave file to make");
        auto* const import = app_.add_subcommand("import", "Make a song from a MIDI file; never overwrites");
        import->add_option("FILE", import_.midiFile, "A standard MIDI file")
            ->required()
            ->check(notEmpty())
            ->type_name("");
        addSong(*import, import_.song, "The .clave file to make");
    }

    void addTiming()
    {
        auto* const command =
            app_.add_subcommand("timing", "Measure how exact this machine is, over a loop of MIDI");
        command
            ->add_option("--out", timing_.loop.out,
                "Send there: part of an output's name; with a cable from it to --in")
            ->check(notEmpty())
            ->type_name("NAME");
        command->add_option("--in", timing_.loop.in, "Listen there; without it as --out")
            ->check(notEmpty())
            ->type_name("NAME");
        command->add_flag("--json", timing_.json, "For programs");
        addApiOption(*command, timing_.loop.api);
        command->footer("Without names it loops over ports of Clave's own on JACK, over Midi Through on "
                        "ALSA.\nStatus 1 when a note is lost or doubled.");
    }

    CLI::App* asked()
    {
        CLI::App* asked = &app_;
        while (!asked->get_subcommands().empty())
            asked = asked->get_subcommands().front();
        return asked;
    }

    std::string unexpected()
    {
        const auto extras = app_.remaining(true);
        const auto first = extras.empty() ? std::string {} : extras.front();
        const bool isCommand = asked() == &app_ && !first.starts_with('-');
        return fmt::format("\"{}\" is {}", first, isCommand ? "no command" : "not expected here");
    }

    Usage wrong(const std::string& what)
    {
        std::string name;
        for (const CLI::App* command = asked(); command != &app_; command = command->get_parent())
            name.insert(0, command->get_name() + " ");
        return {kWrongUsage, fmt::format("clave: {}.\nTry: clave {}--help\n", what, name)};
    }

    tl::expected<ParsedCommand, Usage> chosen()
    {
        const auto name = asked()->get_name();
        if (name == "render") {
            if (forms_ != 1)
                return tl::unexpected {wrong("render needs exactly one of --text, --midi and --wav")};
            return render_;
        }
        if (name == "ports")
            return ports_;
        if (name == "timing")
            return timing_;
        if (name == "check")
            return check_;
        if (name == "new")
            return new_;
        if (name == "import")
            return import_;
        if (name == "devices")
            return devices_;
        if (name == "console")
            return console_;
        if (name == "kernel")
            return kernel_;
        if (asked()->get_parent() != &app_ && asked() != &app_)
            return midi_;
        if (const auto problem = takeOuts())
            return tl::unexpected {wrong(*problem)};
        if (play_.ins.size() > 1 && std::ranges::find(play_.ins, kNoInput) != play_.ins.end())
            return tl::unexpected {wrong("--in none stands alone")};
        if (const auto problem = settle(play_.controllers))
            return tl::unexpected {wrong(*problem)};
        if (const auto problem = findMisplaced(play_.sync))
            return tl::unexpected {wrong(*problem)};
        return play_;
    }

    // NAME is the main output, PORT=NAME that of one of the song's ports.
    std::optional<std::string> takeOuts()
    {
        for (const auto& out : outs_) {
            const auto split = out.find('=');
            const auto port = split == std::string::npos ? std::string {} : out.substr(0, split);
            const auto name = split == std::string::npos ? out : out.substr(split + 1);
            if (name.empty() || split == 0)
                return fmt::format("--out must be NAME or PORT=NAME, not \"{}\"", out);
            auto& place = port.empty() ? play_.out : play_.portOuts[port];
            if (!place.empty())
                return fmt::format(
                    "--out names {} twice", port.empty() ? "the main output" : '"' + port + '"');
            place = name;
        }
        return std::nullopt;
    }

    CLI::App app_;
    PlayCommand play_;
    std::vector<std::string> outs_;
    PortsCommand ports_;
    RenderCommand render_;
    CheckCommand check_;
    NewCommand new_;
    ImportCommand import_;
    TimingCommand timing_;
    DevicesCommand devices_;
    MidiCommand midi_;
    ConsoleCommand console_;
    KernelCommand kernel_;
    int forms_ = 0;
};
}  // namespace

tl::expected<ParsedCommand, Usage> parseCommandLine(std::span<const std::string> arguments)
{
    // Options alone are for playing the demo: "clave --bars 4".
    const bool areForPlaying = !arguments.empty() && arguments.front().starts_with("--")
        && arguments.front() != "--help" && arguments.front() != "--version";
    std::vector<std::string> words {arguments.begin(), arguments.end()};
    if (areForPlaying)
        words.insert(words.begin(), "play");
    return Grammar {}.parse(words);
}

}  // namespace clave
