// SPDX-License-Identifier: MIT OR Apache-2.0
// What questions about conditions and about ranges have in common.
#pragma once

#include "ask.h"

// The request of a row: GET at the time `now`, by the rules of RFC 9110, unless it says otherwise.
oyez_conditional row_request(const row *row, oyez_field *lines);

// The validators of a row.
oyez_validators row_validators(const row *row);
