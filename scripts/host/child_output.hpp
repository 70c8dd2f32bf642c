#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace clave {

/// A place in a script's file.
struct ScriptPlace {
    std::string file;  ///< as Python was told; letters outside ASCII are escaped
    std::uint32_t line = 0;  ///< from 1
};

/// What a child wrote to its standard output and error: the stacks that Python's faulthandler dumps when it
/// crashes or is asked where it is, and lines that programs and libraries print.
/// Thread-safe: no. Realtime-safe: no.
class ChildOutput {
public:
    /// More of it, in pieces as they come.
    void add(std::string_view text);
    /// The whole lines that are no part of a dump, once.
    [[nodiscard]] std::vector<std::string> takeLines();
    /// The last dump, what ran when it was made first.
    [[nodiscard]] const std::vector<ScriptPlace>& stack() const noexcept { return stack_; }

private:
    void addLine(std::string_view line);

    static constexpr std::size_t kMostLines = 1000;
    static constexpr std::size_t kMostBytes = 4096;  ///< of a line; longer ones are cut in two
    std::string rest_;
    std::vector<std::string> lines_;
    std::vector<ScriptPlace> stack_;
};

}  // namespace clave
