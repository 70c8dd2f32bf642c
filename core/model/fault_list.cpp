#include "core/model/fault_list.hpp"

#include "core/base/utf8.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace clave {
namespace {
bool isForbidden(char c, bool lineBreaks)
{
    if (lineBreaks && (c == '\n' || c == '\t'))
        return false;
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
}
}  // namespace

std::string sentence(const SongFault& fault)
{
    return fault.path.empty() ? fault.what : fault.path + " " + fault.what;
}

std::string Place::text() const
{
    if (up_ == nullptr)
        return {};
    std::string path = up_->text();
    if (!path.empty() && !key_.empty())
        path += '.';
    path += key_;
    if (kind_ == Kind::Item)
        path += fmt::format("[{}]", index_);
    else if (kind_ == Kind::Numbered)
        path += fmt::format(".{}", index_);
    return path;
}

void FaultList::add(const Place& place, std::string what)
{
    if (faults_.size() < kMaxFaults)
        faults_.push_back({place.text(), std::move(what)});
}

void FaultList::whole(const Place& up, std::string_view key, std::int64_t value, Range allowed)
{
    if (!allowed.has(value))
        add({up, key}, fmt::format("is {}; allowed are {} to {}", value, allowed.least, allowed.most));
}

void FaultList::real(const Place& up, std::string_view key, double value, RealRange allowed)
{
    if (!allowed.has(value))
        add({up, key}, fmt::format("is {}; allowed are {} to {}", value, allowed.least, allowed.most));
}

void FaultList::name(const Place& up, std::string_view key, std::string_view text)
{
    checkText({up, key}, text, kMaxNameBytes, false);
}

void FaultList::longText(const Place& up, std::string_view key, std::string_view text, std::size_t most)
{
    checkText({up, key}, text, most, true);
}

bool FaultList::count(const Place& up, std::string_view key, std::size_t count, std::size_t most)
{
    if (count <= most)
        return true;
    add({up, key}, fmt::format("holds {}; allowed are {} at most", count, most));
    return false;
}

void FaultList::checkText(const Place& place, std::string_view text, std::size_t most, bool lineBreaks)
{
    if (text.size() > most)
        add(place, fmt::format("is {} bytes long; allowed are {} at most", text.size(), most));
    else if (!isUtf8(text))
        add(place, "is not UTF-8");
    else if (std::ranges::any_of(text, [=](char c) { return isForbidden(c, lineBreaks); }))
        add(place, "holds a control character");
}

}  // namespace clave
