#include "app/window/ui_report.hpp"

#include "app/window/ui/script_words.hpp"

#include <nlohmann/json.hpp>

#include <array>
#include <filesystem>
#include <fstream>
#include <string_view>

namespace clave {
namespace {
using Json = nlohmann::json;

std::string_view nameOf(Screen screen)
{
    constexpr std::array<std::string_view, 7> kNames {
        "steps", "patterns", "song", "monitor", "settings", "devices", "scripts"};
    return kNames[static_cast<std::size_t>(screen)];
}

Json rectsOf(const Rects& rects)
{
    auto all = Json::object();
    for (const auto& [name, rect] : rects.all())
        all[name] = {rect.least.x, rect.least.y, rect.size().x, rect.size().y};
    return all;
}

Json scriptsOf(const FrameSource& source)
{
    auto all = Json::array();
    if (source.scripts() == nullptr)
        return all;
    for (const auto& script : source.scripts()->scripts)
        all.push_back({{"name", script.name}, {"state", stateInWords(script)}, {"loads", script.loads},
            {"misses", script.misses}, {"error", script.error ? sentence(*script.error) : std::string {}}});
    return all;
}

std::string lastAnswer(const FrameSource& source)
{
    const bool isEmpty = source.scripts() == nullptr || source.scripts()->console.empty();
    return isEmpty ? std::string {} : source.scripts()->console.back().answer;
}

Json stateOf(const FrameSource& source, Ui& ui, std::uint64_t frames)
{
    const auto& performance = source.snapshot()->performance;
    const auto& cursor = performance.entry.cursor;
    auto notices = Json::array();
    for (const auto& notice : source.notices())
        notices.push_back(notice.text);
    return {
        {"rects", rectsOf(ui.rects())},
        {"screen", nameOf(ui.state().screen)},
        {"dialog", static_cast<int>(ui.state().dialog)},
        {"scale", ui.state().scale},
        {"theme", ui.theme().name},
        {"playing", source.status().playing},
        {"position", source.status().position.ticks()},
        {"tempo",
            source.status().playing ? source.status().tempo.bpm() : source.snapshot()->song->tempo.bpm()},
        {"cursor", {{"track", cursor.pattern.track}, {"slot", cursor.pattern.slot}, {"step", cursor.step}}},
        {"stepIn", performance.entry.on},
        {"recording", performance.recording.on},
        {"song", source.snapshot()->song->name},
        {"undo", source.edits().undo},
        {"redo", source.edits().redo},
        {"modified", source.edits().modified},
        {"message", source.message()},
        {"notices", notices},
        {"scripts", scriptsOf(source)},
        {"console", lastAnswer(source)},
        {"frames", frames},
    };
}
}  // namespace

bool UiReport::tell(const FrameSource& source, Ui& ui, std::uint64_t frames, TimePoint now)
{
    if (!isOn() || source.snapshot() == nullptr)
        return true;
    if (now < next_)
        return false;
    next_ = now + kPace;
    auto text = stateOf(source, ui, frames).dump(-1, ' ', false, Json::error_handler_t::replace);
    if (text == told_)
        return true;
    // Whole or not at all; who tests tries again when it could not be written.
    const auto fresh = file_ + ".new";
    std::ofstream(fresh, std::ios::binary) << text;
    std::error_code ignored;
    std::filesystem::rename(fresh, file_, ignored);
    told_ = std::move(text);
    return true;
}

}  // namespace clave
