#include "app/scripts/script_trust.hpp"

#include "app/scripts/json_view.hpp"
#include "app/scripts/sha256.hpp"
#include "app/settings.hpp"
#include "core/io/durable_file.hpp"
#include "core/io/json_text.hpp"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

namespace clave {
namespace {
constexpr std::size_t kMostBytes = std::size_t {4} << 20U;

JsonOut listOf(const std::set<std::string>& texts)
{
    JsonOut list = JsonOut::list(JsonOut::Layout::Lines);
    for (const auto& text : texts)
        list.add(JsonOut::text(text));
    return list;
}

void merge(std::set<std::string>& into, const std::set<std::string>& from)
{
    for (const auto& text : from) {
        if (into.size() < TrustList::kMost)
            into.insert(text);
    }
}
}  // namespace

TrustList readTrust(const std::string& file)
{
    TrustList list;
    const auto text = file.empty() ? Result<std::string> {fail("")} : readWholeFile(file, kMostBytes);
    if (!text)
        return list;
    const JsonTree tree = JsonTree::parse(*text);
    const JsonView root(tree);
    root["own"].forEach([&](const JsonView& path) { list.own.insert(path.text()); });
    root["sha256"].forEach([&](const JsonView& sum) { list.sums.insert(sum.text()); });
    return list;
}

void rememberTrust(const std::string& file, const TrustList& news)
{
    if (file.empty())
        return;
    TrustList list = readTrust(file);
    merge(list.own, news.own);
    merge(list.sums, news.sums);
    JsonOut out = JsonOut::object(JsonOut::Layout::Lines);
    out.add("own", listOf(list.own));
    out.add("sha256", listOf(list.sums));
    std::error_code ignored;
    std::filesystem::create_directories(std::filesystem::path {file}.parent_path(), ignored);
    (void)saveDurably(file, out.pretty());
}

std::string scriptTrustPath()
{
    const auto settings = settingsPath();
    return settings.empty() ? settings
                            : (std::filesystem::path {settings}.parent_path() / "scripts.json").string();
}

bool ScriptTrust::isTrusted(const std::string& path, std::string_view text) const
{
    if (trustsAll_ || known_.own.contains(path) || thisTime_.contains(path))
        return true;
    const auto liesIn = [&](const std::string& folder) { return path.starts_with(folder + "/"); };
    return std::ranges::any_of(folders_, liesIn) || known_.sums.contains(sha256(text));
}

void ScriptTrust::trustFolder(std::string folder)
{
    if (!folder.empty())
        folders_.insert(std::move(folder));
}

void ScriptTrust::trust(const std::string& path, std::string_view text)
{
    if (!path.empty())
        thisTime_.insert(path);
    auto sum = sha256(text);
    if (known_.sums.insert(sum).second)
        news_.sums.insert(std::move(sum));
}

void ScriptTrust::goOn(const std::string& path, std::string_view text)
{
    if (thisTime_.contains(path) || known_.sums.contains(sha256(text)))
        trust(path, text);
}

void ScriptTrust::own(const std::string& path)
{
    if (known_.own.insert(path).second)
        news_.own.insert(path);
}

std::optional<TrustList> ScriptTrust::takeNews()
{
    if (news_.own.empty() && news_.sums.empty())
        return std::nullopt;
    return std::exchange(news_, {});
}

}  // namespace clave
