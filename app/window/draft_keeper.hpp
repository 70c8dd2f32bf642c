#pragma once

#include "app/scripts/script_face.hpp"
#include "app/window/ui/scripts_state.hpp"
#include "app/window/ui/ui_frame.hpp"
#include "core/time/time_point.hpp"

#include <chrono>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace clave {

/// What was typed into scripts and not saved: kept beside their files while it is typed, so that it outlives
/// whatever happens, and found there at the next start. Thread-safe: no. Realtime-safe: no.
class DraftKeeper {
public:
    static constexpr Nanoseconds kPace = std::chrono::seconds {2};

    /// \param scripts null: there are none in this run. Outlives it.
    explicit DraftKeeper(ScriptFace* scripts) : scripts_(scripts) {}

    /// A text from an earlier run is in the editor now: what is kept of it goes when it is saved.
    void adopt(const std::string& file) { kept_.try_emplace(file); }
    /// Keeps what is new, now and then; waits for no disk.
    void look(const EditorState& editor, TimePoint now);
    /// Keeps all at the end. \returns sentences that say where.
    [[nodiscard]] std::vector<std::string> finish(const EditorState& editor);

private:
    ScriptFace* scripts_;
    std::map<std::string, std::string> kept_;  ///< texts by the scripts' files
    TimePoint next_ {};
};

/// What earlier runs left beside these files, where it is another text than theirs; each is looked at once.
class LeftDraftFinder {
public:
    /// \return true when there is one more.
    bool look(const ScriptsView& scripts);
    void answer(const std::string& file) { found_.erase(file); }
    [[nodiscard]] const LeftDrafts& found() const noexcept { return found_; }

private:
    LeftDrafts found_;
    std::set<std::string> looked_;
};

}  // namespace clave
