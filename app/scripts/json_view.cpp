#include "app/scripts/json_view.hpp"

#include "core/io/json_value.hpp"

#include <charconv>
#include <system_error>

namespace clave {
namespace {
template <typename Number>
Number numberOr(std::string_view text, Number otherwise)
{
    Number value {};
    const char* const end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, value);
    return read.ec == std::errc {} && read.ptr == end ? value : otherwise;
}
}  // namespace

JsonView JsonView::operator[](std::string_view key) const
{
    if (!isThere() || node_->kind != JsonKind::Object)
        return {};
    return {*tree_, tree_->child(*node_, key)};
}

std::string JsonView::text(std::string_view otherwise) const
{
    return std::string(isText() ? node_->text : otherwise);
}

double JsonView::real(double otherwise) const
{
    return isNumber() ? numberOr(node_->text, otherwise) : otherwise;
}

std::int64_t JsonView::whole(std::int64_t otherwise) const
{
    return isNumber() ? numberOr(node_->text, otherwise) : otherwise;
}

bool JsonView::flag(bool otherwise) const
{
    return isThere() && node_->kind == JsonKind::Boolean ? node_->text == "true" : otherwise;
}

std::string JsonView::line() const
{
    return isThere() ? jsonLine(*tree_, *node_) : "null";
}

}  // namespace clave
