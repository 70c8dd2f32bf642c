#pragma once

#include "app/window/ui/screen_states.hpp"
#include "core/base/result.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace clave {

// Folders and paths for Open and Save as. Thread-safe: yes. Realtime-safe: no.

/// What a file is, by its ending in any case.
[[nodiscard]] FileEntry::Kind kindOf(std::string_view name);
/// Folders first, then songs, MIDI files and scripts, each in the order of people: any case, "take 2" before
/// "take 10". What is hidden or neither is left out.
[[nodiscard]] std::vector<FileEntry> sortedForOpening(std::vector<FileEntry> entries);
/// The folder's files, sorted so.
[[nodiscard]] FileList readFolder(const std::string& folder);

/// A typed path as an absolute one: "~" is the home folder, and what does not begin at the root is in
/// `folder`. Empty when nothing is typed.
[[nodiscard]] std::string absolutePath(std::string_view typed, const std::string& folder);
/// Where a song is saved that is called so: with the ending that songs have. Fails for what cannot be the
/// name of a file.
[[nodiscard]] Result<std::string> savePath(std::string_view typed, const std::string& folder);
/// Where a new script is written that is called so: with the ending that scripts have. Fails likewise.
[[nodiscard]] Result<std::string> scriptPath(std::string_view typed, const std::string& folder);

}  // namespace clave
