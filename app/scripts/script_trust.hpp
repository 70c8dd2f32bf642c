#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace clave {

/// What is remembered of trust between runs.
struct TrustList {
    static constexpr std::size_t kMost = 10'000;

    std::set<std::string> own;  ///< files, by absolute path
    std::set<std::string> sums;  ///< sha256() of texts
};

// Thread-safe: yes, all. Realtime-safe: no.

/// Empty when the file cannot be read.
[[nodiscard]] TrustList readTrust(const std::string& file);
/// Adds to what the file holds; another Clave may have done so too. Where that fails, a person is asked again
/// the next time. \param file empty: nothing is remembered.
void rememberTrust(const std::string& file, const TrustList& news);

/// "scripts.json" beside the settings; empty without a home.
[[nodiscard]] std::string scriptTrustPath();

/// Which scripts a person lets run: those that they added themselves, by their files, whatever these hold;
/// and those that came with a song and were said yes to, by what they hold. Touches no file.
/// Thread-safe: no. Realtime-safe: no.
class ScriptTrust {
public:
    explicit ScriptTrust(TrustList known) : known_(std::move(known)) {}

    /// \param path absolute; empty: of no file.
    [[nodiscard]] bool isTrusted(const std::string& path, std::string_view text) const;
    /// Everything that lies in this folder; until the end of the program.
    void trustFolder(std::string folder);
    /// All there is; until the end of the program.
    void trustAll() { trustsAll_ = true; }
    /// This text, wherever it lies; and, with goOn(), until the end of the program what becomes of the file:
    /// who edits a script while it plays is not asked at each save.
    void trust(const std::string& path, std::string_view text);
    /// A file that was said yes to holds this now.
    void goOn(const std::string& path, std::string_view text);
    /// A file of the person's own.
    void own(const std::string& path);

    /// What is to be remembered since the last call.
    [[nodiscard]] std::optional<TrustList> takeNews();

private:
    TrustList known_;
    TrustList news_;
    std::set<std::string> thisTime_;
    std::set<std::string> folders_;
    bool trustsAll_ = false;
};

}  // namespace clave
