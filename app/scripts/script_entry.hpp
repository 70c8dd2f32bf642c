#pragma once

#include "app/scripts/json_view.hpp"
#include "app/scripts/scripts_view.hpp"
#include "core/base/result.hpp"
#include "core/model/song.hpp"

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace clave {

/// Takes a text for the scripts' process: its kind, and a JSON object on one line.
using TellScripts = std::function<void(std::string_view kind, std::string json)>;

/// One script of the song: what the song says of it, what its file holds, what became of it.
/// Thread-safe: no. Realtime-safe: no.
class ScriptEntry {
public:
    ScriptEntry(std::string name, const ScriptRef& ref);

    [[nodiscard]] const std::string& name() const noexcept { return view_.name; }
    [[nodiscard]] const ScriptRef& ref() const noexcept { return ref_; }
    [[nodiscard]] const ScriptView& view() const noexcept { return view_; }
    [[nodiscard]] const std::string& text() const noexcept { return text_; }
    /// Files that it imports from its own folder.
    [[nodiscard]] const std::vector<std::string>& modules() const noexcept { return modules_; }
    [[nodiscard]] bool isLoaded() const noexcept { return isLoaded_; }

    /// The song says something else of it: knobs are turned; where more than those differ, it is to be loaded
    /// anew. \return true when it is.
    bool follow(const ScriptRef& ref, const TellScripts& tell);

    /// Where its file is from now on.
    void useFile(std::string file);
    /// What its file holds now, or why it cannot be read. \return true when that is news.
    bool onFile(const Result<std::string>& text);

    // What is to become of it.
    void load(const TellScripts& tell);
    void unload(const TellScripts& tell);
    void wait(ScriptView::State why, std::string reason = {});

    /// A hand turns a knob. \return false when there is none of that name.
    bool turn(const std::string& knob, double value, const TellScripts& tell);

    // What the scripts' process says of it.
    void onLoaded(const JsonView& said);
    void onControls(const JsonView& said);
    void onValue(const JsonView& said);
    void onState(const JsonView& said);
    void onError(const JsonView& said);
    void onMended(const JsonView& said);
    void onBenched(const JsonView& said);
    void setTracks(std::vector<ScriptTrackView> tracks, std::uint64_t misses);

    /// Whether values or state are newer than what the song has.
    [[nodiscard]] bool isAhead() const noexcept { return isAhead_; }
    /// It is back as it was when it was taken out of the song, with what it had then.
    void comeBack(const ScriptRef& newest);

    /// What the song should have, with the newest values and state; afterwards they are taken for known.
    [[nodiscard]] ScriptRef kept();

private:
    void setValue(const std::string& knob, double value);
    [[nodiscard]] ScriptControlView* control(const std::string& name);

    ScriptRef ref_;  ///< as the song had it when it was looked at last
    ScriptView view_;
    std::string text_;
    std::vector<std::string> modules_;
    bool isLoaded_ = false;  ///< the process was told of it
    bool isAwaited_ = false;  ///< it was told to load, and has not answered
    std::map<std::string, double> values_;  ///< newest values of knobs
    std::string state_;
    bool isAhead_ = false;
};

}  // namespace clave
