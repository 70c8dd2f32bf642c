#include "app/cli/play_scripts.hpp"

#include "app/scripts/console_place.hpp"
#include "app/scripts/script_files.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <utility>

namespace clave {
namespace {
/// An interpreter is there within a tenth of a second; whoever loads a large library plays without it first.
constexpr Nanoseconds kStart = std::chrono::milliseconds {1500};

ScriptHostOptions hostOptions(const ScriptOptions& options)
{
    ScriptHostOptions host;
    host.package = scriptsFolder();
    host.environment = options.python;
    return host;
}

std::string absolute(const std::string& file)
{
    std::error_code error;
    const auto path = std::filesystem::weakly_canonical(file, error);
    return error ? file : path.string();
}

const ScriptView* scriptNamed(const ScriptsView& view, const std::string& name)
{
    const auto found = std::ranges::find(view.scripts, name, &ScriptView::name);
    return found != view.scripts.end() ? &*found : nullptr;
}

/// The control that OSC means, or the sentence that there is none.
Result<void> mustHave(const ScriptsView& view, const std::string& script, const std::string& name)
{
    const auto* const found = scriptNamed(view, script);
    if (found == nullptr)
        return fail(fmt::format("there is no script \"{}\"", script));
    if (std::ranges::find(found->controls, name, &ScriptControlView::name) == found->controls.end())
        return fail(fmt::format("the script {} has no \"{}\"", script, name));
    return {};
}
}  // namespace

PlayScripts::PlayScripts(const ScriptOptions& options, const Around& around) : osc_(around.osc)
{
    if (options.off)
        return;
    ScriptDesk::Setup setup;
    setup.makeProcess = [host = hostOptions(options), &clock = around.clock] {
        return std::make_unique<HostedScripts>(host, clock);
    };
    setup.trustFile = scriptTrustPath();
    setup.trustsAll = options.trust;
    setup.songPath = around.songPath;
    setup.sendOsc = [&osc = osc_](const std::string& path, const std::string& values) {
        if (auto parsed = parseOscTexts(values))
            osc.send({path, std::move(*parsed)});
    };
    desk_ = std::make_unique<ScriptDesk>(around.engine, around.clock, std::move(setup));
    for (const auto& file : options.add)
        desk_->add(absolute(file));
    connectOsc();
    openConsole();
    desk_->waitUntilReady(kStart);
}

std::vector<std::string> PlayScripts::notices(bool canAsk) const
{
    std::vector<std::string> notices;
    if (!trouble_.empty())
        notices.push_back(trouble_);
    const auto view = desk_ != nullptr && !canAsk ? desk_->views() : std::make_shared<const ScriptsView>();
    for (const ScriptView& script : view->scripts) {
        if (script.state == ScriptView::State::AsksTrust)
            notices.push_back(fmt::format("{} came with the song and is not run; --trust-scripts runs it.",
                script.path.empty() ? script.name : script.path));
    }
    return notices;
}

PlayScripts::~PlayScripts()
{
    osc_.connect({});
    console_.reset();
}

void PlayScripts::connectOsc()
{
    OscScripts scripts;
    scripts.knob = [desk = desk_.get()](const std::string& script, const std::string& knob, double value) {
        const auto has = mustHave(*desk->views(), script, knob);
        if (has)
            desk->knob(script, knob, value);
        return has;
    };
    scripts.press = [desk = desk_.get()](const std::string& script, const std::string& button) {
        const auto has = mustHave(*desk->views(), script, button);
        if (has)
            desk->press(script, button);
        return has;
    };
    scripts.call = [desk = desk_.get()](const std::string& name, std::span<const OscValue> values) {
        desk->callWith(name, oscTexts(values));
        return Result<void> {};
    };
    scripts.heard = [desk = desk_.get()](
                        const OscMessage& message) { desk->osc(message.path, oscTexts(message.values)); };
    osc_.connect(std::move(scripts));
}

void PlayScripts::openConsole()
{
    const auto folder = consoleFolder();
    if (!folder) {
        trouble_ = folder.error().message + ".";
        return;
    }
    ConsoleServer::Asks asks;
    asks.evaluate = [desk = desk_.get()](
                        const std::string& script, std::string text, ScriptTalk::OnReply onReply) {
        desk->ask(script, std::move(text), std::move(onReply));
    };
    asks.words = [desk = desk_.get()](const std::string& script, std::string text, std::size_t cursor,
                     ScriptTalk::OnReply onReply) {
        desk->askWords(script, std::move(text), cursor, std::move(onReply));
    };
    auto server = ConsoleServer::open(consoleSocket(*folder, getpid()), std::move(asks));
    if (server)
        console_ = std::move(*server);
    else
        trouble_ = server.error().message + ".";
}

Result<void> mustBeThere(const ScriptOptions& options)
{
    for (const auto& file : options.add) {
        if (const auto text = readScriptText(file); !text)
            return tl::unexpected {text.error()};
    }
    return {};
}

Result<void> addScripts(const ScriptOptions& options, Song& song, const std::string& songPath)
{
    const auto areThere = mustBeThere(options);
    for (const auto& file : options.add) {
        ScriptRef script;
        script.path = pathInSong(songPath, absolute(file));
        song.scripts.push_back(std::move(script));
    }
    return areThere;
}

std::unique_ptr<ScriptRendering> renderingScripts(
    const ScriptOptions& options, const Song& song, const std::string& songPath, const Clock& clock)
{
    if (options.off || !hasScripts(song))
        return nullptr;
    ScriptRendering::Setup setup;
    setup.host = hostOptions(options);
    setup.host.hasSpare = false;
    setup.songPath = songPath;
    setup.trust = readTrust(scriptTrustPath());
    setup.trustsAll = options.trust;
    for (const auto& file : options.add)
        setup.trust.own.insert(absolute(file));
    return std::make_unique<ScriptRendering>(std::move(setup), clock);
}

}  // namespace clave
